"""The revenue model: what each service earns, costs and gives, and how many jobs it needs."""
