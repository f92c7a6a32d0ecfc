-- Keys are written into their index at once: a list of those still to be written would be gone through at each look-up.
alter index reports_identity set (fastupdate = off);
select gin_clean_pending_list('reports_identity');
