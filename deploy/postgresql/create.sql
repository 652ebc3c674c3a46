-- psql -v password=… -v replication_password=… -f create.sql: the accounts and the database, on a new primary.
CREATE ROLE waymark LOGIN PASSWORD :'password';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication_password';
CREATE DATABASE waymark OWNER waymark ENCODING 'UTF8' TEMPLATE template0;
