"""From a stranger's file to an ImportBatch. No Qt. Start at ``batch.import_files``."""
