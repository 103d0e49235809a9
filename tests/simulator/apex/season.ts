import { PERFORMANCE, PRODUCTION } from '../org/objects';
import { USER_ID } from '../org/people';
import type { Row } from '../org/store';
import { Writer } from '../org/write';
import type { ApexCall } from './index';

export interface ApexMethod {
	/** Names of the parameters; undefined when the body is not read. */
	takes?: readonly string[];
	/** Method and place, for the stack that an exception shows. */
	where: string;
	/** Undefined is an empty answer. */
	run: ( call: ApexCall ) => unknown;
}

const MASTER = 'PatronTicket__TicketableEvent__c';

function productions( { world: { org }, access, rest }: ApexCall ): unknown {
	const live = ( row: Row ): boolean => ! row.deleted && access.sees( row );
	const rows = [ ...org.store.table( PRODUCTION ).all() ].filter( ( row ) => live( row ) && ( rest === '' || row.id.startsWith( rest ) ) );
	return {
		productions: rows.map( ( { id, values } ) => ( {
			id,
			name: values.Name,
			season: values.PatronTicket__Season__c ?? null,
			performances: org.store
				.table( PERFORMANCE )
				.childrenOf( MASTER, id )
				.filter( live )
				.map( ( { id: performance, values: facts } ) => ( {
					id: performance,
					name: facts.Name,
					start: facts.PatronTicket__InstanceDate__c ?? null,
					saleStatus: facts.PatronTicket__SaleStatus__c ?? null,
				} ) ),
		} ) ),
	};
}

/** Apex runs with all rights, in the name of whoever calls it. */
function register( { world: { org }, access, parameters }: ApexCall ): unknown {
	const writer = new Writer( org, org.accessOf( USER_ID ), { userId: access.userId, origin: '' } );
	const { firstName, lastName, email, company = '[not provided]' } = parameters;
	const id = writer.create( 'Lead', { FirstName: firstName, LastName: lastName, Email: email, Company: company, LeadSource: 'Web' } );
	return { registered: true, leadId: id };
}

function fail(): never {
	throw new Error( 'System.NullPointerException: Attempt to de-reference a null object' );
}

const season = {
	GET: { where: 'doGet: line 12, column 1', run: productions },
	POST: { takes: [ 'firstName', 'lastName', 'email', 'company' ], where: 'doPost: line 49, column 1', run: register },
};

/** Mappings of the org's classes, each with its verbs. */
export const methods: Readonly< Record< string, Readonly< Record< string, ApexMethod > > > > = {
	'/callboard/season/*': season,
	'/callboard/status': { GET: { where: 'status: line 61, column 1', run: () => 'On sale' } },
	'/callboard/ping': { POST: { where: 'ping: line 66, column 1', run: () => undefined } },
	'/callboard/failure': { GET: { where: 'failure: line 72, column 1', run: fail } },
};
