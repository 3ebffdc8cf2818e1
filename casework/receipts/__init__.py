"""Kvittenser as documents: what stands in one, how it is made, and whom it is for."""
