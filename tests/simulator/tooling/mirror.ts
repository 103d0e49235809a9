import type { Org } from '../org/org';
import type { Row, Store } from '../org/store';
import type { World } from '../world';
import { entityDefinitions, entityLimits, entityParticles, fieldDefinitions } from './mirror-entities';
import { apexTriggers, customFieldRows, flowDefinitionView, flows, guardFlows, validationRules } from './mirror-setup';
import { outboundFlows, outboundMessageRows } from './mirror-outbound';
import { apexClassRows } from '../apex/classes';

type Rows = ( world: World ) => Row[];

/** Rows that are worked out from what the org knows, by object. */
export const MIRRORS: Readonly< Record< string, Rows > > = {
	EntityDefinition: ( { org } ) => entityDefinitions( org ),
	EntityParticle: ( { org } ) => entityParticles( org ),
	FieldDefinition: ( { org } ) => fieldDefinitions( org ),
	EntityLimit: ( { org } ) => entityLimits( org ),
	CustomField: ( { org } ) => customFieldRows( org ),
	ValidationRule: ( { org } ) => validationRules( org ),
	ApexTrigger: ( { org } ) => apexTriggers( org ),
	ApexClass: ( { org } ) => apexClassRows( org ),
	Flow: ( { org } ) => flows( org ),
	FlowDefinitionView: ( world ) => [ ...guardFlows( world.org ), ...outboundFlows( world ) ].map( ( flow ) => flowDefinitionView( world.org, flow ) ),
	WorkflowOutboundMessage: ( world ) => outboundMessageRows( world ),
};

/** Objects that others name as a parent: their rows stand in the store for as long as the catalogue does not change. */
const JOINED: Readonly< Record< string, ( org: Org ) => Row[] > > = { EntityDefinition: entityDefinitions, FieldDefinition: fieldDefinitions };
const filledAt = new WeakMap< Store, number >();

export function fillJoins( org: Org ): void {
	if ( filledAt.get( org.store ) === org.catalogue.version ) {
		return;
	}
	for ( const [ type, rows ] of Object.entries( JOINED ) ) {
		const table = org.store.table( type );
		[ ...table.all() ].forEach( ( row ) => table.remove( row ) );
		rows( org ).forEach( ( row ) => table.add( row ) );
	}
	filledAt.set( org.store, org.catalogue.version );
}
