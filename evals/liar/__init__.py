"""A model that errs in every way, run through the whole graph: what of its lies is printed?"""
