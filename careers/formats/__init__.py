"""How dates are written, as settings.FORMAT_MODULE_PATH wants it."""
