"""The picture as data: what each lane shows and where, without colours and without Qt."""
