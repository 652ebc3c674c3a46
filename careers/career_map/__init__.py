"""The career map: where roles stand, how lines run between them, and the ways along them.

Pure functions over plain values.
"""
