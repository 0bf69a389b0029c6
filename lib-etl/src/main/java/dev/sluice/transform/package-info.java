/** Steps from tables to tables. A transform builds a plan and runs nothing. */
package dev.sluice.transform;
