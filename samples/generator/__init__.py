"""Writes the sample exports of the invented product Trowelbook."""
