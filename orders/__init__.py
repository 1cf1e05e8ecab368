"""What we do for each other: services, orders, jobs, planning and hours."""
