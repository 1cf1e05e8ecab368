"""The pages of this floor: ordering, the desk, planning, my jobs and approving hours."""
