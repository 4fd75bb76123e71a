SELECT number, name, person, organisation, roles, is_blocked, passphrase FROM account ORDER BY name
