/** Events of security devices: ArcSight's CEF and QRadar's LEEF. */
package dev.sluice.logs.format.cef;
