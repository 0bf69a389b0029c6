/** Loads into tables of databases: staged in tables of their own, published in one transaction. */
package dev.sluice.load.jdbc;
