"""Tenants: organizations, their sites, who belongs to them and in which role. Each request acts for exactly one."""
