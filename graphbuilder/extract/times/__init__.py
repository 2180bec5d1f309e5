"""Times: when something happened as the text says it, in EDTF."""
