/** The store of what was run: runs, their plans and events, copies of receipts, and the lease on a job. */
package dev.sluice.ledger;
