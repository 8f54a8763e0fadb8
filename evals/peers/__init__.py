"""Tieout beside a plain retrieve–generate–grade loop, under one scripted model."""
