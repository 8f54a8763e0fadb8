"""Two analysts on the same questions: which verifies more, abstains less, costs less and is faster?"""
