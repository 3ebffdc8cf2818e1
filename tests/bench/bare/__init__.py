"""What one would use instead: a Wagtail site as `wagtail start` makes it, with one page of `wagtail.contrib.forms`."""
