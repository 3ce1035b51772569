"""Pure rules about discounts, instalments, funds and what comes next."""
