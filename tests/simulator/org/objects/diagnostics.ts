import { area, build, checkbox, datetime, integer, lookup, READ_ONLY, text } from '../fields';
import type { SObject } from '../schema';
import { object, type Kind } from './object';

const READ = { createable: false, updateable: false } as const;
const LOG = { owned: false, writable: false, undeletable: false, replicateable: false, virtual: true } as const;

const kind = ( name: string, label: string, keyPrefix: string | null, options: Partial< Kind > = {} ): Kind => ( {
	...LOG,
	name,
	labels: [ label, label ],
	keyPrefix,
	...options,
} );

/** Bytes are read at `/sobjects/EventLogFile/{id}/LogFile` (§14). */
const eventLogFile = (): SObject =>
	object( kind( 'EventLogFile', 'Event Log File', '0AT' ), [
		text( 'EventType', READ ),
		datetime( 'LogDate', READ ),
		text( 'Interval', READ ),
		build( 'double', 'LogFileLength', { ...READ, precision: 18 } ),
		text( 'LogFileContentType', READ ),
		area( 'LogFileFieldNames', 32_000 ),
		area( 'LogFileFieldTypes', 32_000 ),
		integer( 'Sequence', READ ),
		build( 'double', 'ApiVersion', { ...READ, precision: 18, scale: 1 } ),
		build( 'base64', 'LogFile', READ ),
	] );

const loginHistory = (): SObject =>
	object( kind( 'LoginHistory', 'Login History', '0Ya', { system: false } ), [
		build( 'id', 'Id', READ_ONLY ),
		lookup( 'UserId', 'User', 'User', null, READ ),
		datetime( 'LoginTime', READ ),
		text( 'LoginType', READ ),
		text( 'LoginSubType', READ ),
		text( 'Status', READ ),
		text( 'SourceIp', READ ),
		text( 'Application', READ ),
		text( 'Browser', READ ),
		text( 'Platform', READ ),
		text( 'LoginUrl', READ ),
		text( 'ApiType', READ ),
		text( 'ApiVersion', READ ),
		text( 'ClientVersion', READ ),
	] );

const setupAuditTrail = (): SObject =>
	object( kind( 'SetupAuditTrail', 'Setup Audit Trail Entry', '0Ym', { system: false, setup: true, virtual: false } ), [
		build( 'id', 'Id', READ_ONLY ),
		text( 'Action', READ ),
		text( 'Section', READ ),
		text( 'Display', { ...READ, length: 1000 } ),
		text( 'DelegateUser', READ ),
		datetime( 'CreatedDate', READ ),
		lookup( 'CreatedById', 'User', 'CreatedBy', null, READ ),
	] );

/** What the user may do with up to 200 records (§18). */
const userRecordAccess = (): SObject =>
	object( kind( 'UserRecordAccess', 'User Record Access', null, { system: false } ), [
		text( 'Id', READ ),
		lookup( 'RecordId', [ 'Account', 'Contact', 'Lead', 'Campaign', 'Opportunity', 'Case', 'Task', 'Event' ], null, null, READ ),
		lookup( 'UserId', 'User', null, null, READ ),
		...[ 'HasReadAccess', 'HasEditAccess', 'HasDeleteAccess', 'HasTransferAccess', 'HasAllAccess' ].map( ( name ) => checkbox( name, false, READ ) ),
		text( 'MaxAccessLevel', READ ),
	] );

export const diagnosticObjects = (): SObject[] => [ eventLogFile(), loginHistory(), setupAuditTrail(), userRecordAccess() ];
