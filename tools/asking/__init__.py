"""What does a question ask for, and what of it has the home?"""
