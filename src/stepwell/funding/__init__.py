"""Care for those whose insurance is not enough: sliding fee, payment plans, funds, what a client can afford."""
