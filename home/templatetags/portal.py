"""Filters of the public pages."""

from django import template

from home.phones import phone_link

register = template.Library()
register.filter("phone_link", phone_link)
