"""Links that lead nowhere: found on live pages every night, shown in a report until somebody mends them.

`extract` reads pages; `inside` judges what can be judged without asking anybody: pages, files, addresses of our own.
`outside` asks other sites, politely and never within our own network. `actions.check_links` puts it together.
"""
