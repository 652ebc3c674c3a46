"""Hostile requests to every address and every known parameter: python -m tests.fuzz, or make fuzz.

The same seed makes the same requests. What none of them may bring about: an answer of 5xx, a value that comes back
unescaped, a header of the sender's, and more than two seconds of the processor.
"""
