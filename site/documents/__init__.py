"""Documents the portal makes: set as PDF/A-3a and PDF/UA-1, sealed by the municipality, and checked again.

Knows nothing of cases: who calls says what stands in a document. Receipts use it; decisions, release copies and purge
protocols are to.
"""
