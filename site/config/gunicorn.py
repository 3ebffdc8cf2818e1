"""How gunicorn serves the portal: `gunicorn --config site/config/gunicorn.py`, everywhere alike.

The command line says what differs from one machine to the next: the address to bind and how many workers.
"""

pythonpath = "site,."
wsgi_app = "config.wsgi"
worker_class = "config.worker.PatientWorker"
# Threads let a request wait for a database, a mail server or the rest of an upload; they compute no faster. Each keeps
# a connection to PostgreSQL of its own: workers × threads of them must fit under its `max_connections`.
threads = 4
worker_connections = 500  # each may hold worker.AHEAD bytes of an unfinished request
keepalive = 15
max_requests = 2000
max_requests_jitter = 200
graceful_timeout = 30
loglevel = "warning"
control_socket_disable = True
