"""How well are the right pages found?"""
