-- The people of a department on a day, for the page of who manages it.
create index employment_department on people.employment (snapshot_id, department_id);
