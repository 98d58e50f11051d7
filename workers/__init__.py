"""When things happen: processes, folders, machines."""
