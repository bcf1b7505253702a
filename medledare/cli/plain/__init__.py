"""The whole day line by line: for screen readers, slow links and terminals that can do nothing but print."""
