-- Put codes in the place of names; a name without a code stays and is unknown.
UPDATE marked SET area = name_code.code FROM name_code WHERE marked.area = name_code.name;
