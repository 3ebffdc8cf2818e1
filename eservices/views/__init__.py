"""What residents meet between the service page and Mina sidor."""
