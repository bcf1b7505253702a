"""What opens above a screen: forms, questions, help."""
