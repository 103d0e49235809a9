import type { Sending } from '../outbound/definitions';
import type { Row } from '../org/store';
import type { World } from '../world';
import { durableId } from './entities';
import { mirrored } from './mirror-entities';
import type { FlowSeen } from './mirror-setup';

function messageMetadata( sending: Sending ): Record< string, unknown > {
	return sending.kind === 'message'
		? {
				apiVersion: Number( sending.apiVersion ),
				description: null,
				endpointUrl: sending.endpoint,
				fields: sending.fields,
				includeSessionId: sending.includeSessionId,
				integrationUser: sending.integrationUser,
				name: sending.name,
				protected: false,
				useDeadLetterQueue: false,
			}
		: {};
}

export const outboundMessageRows = ( { org, outbound }: World ): Row[] =>
	outbound
		.all()
		.filter( ( { kind } ) => kind === 'message' )
		.map( ( sending ) => {
			const object = org.catalogue.find( sending.object );
			return mirrored( org, 'WorkflowOutboundMessage', sending.id, {
				Id: sending.id,
				Name: sending.name,
				NamespacePrefix: null,
				ManageableState: 'unmanaged',
				EntityDefinitionId: object ? durableId( object ) : null,
				FullName: `${ sending.object }.${ sending.name }`,
				Metadata: JSON.stringify( messageMetadata( sending ) ),
			} );
		} );

/** What sends something once a record is saved is a flow. */
export const outboundFlows = ( { outbound }: World ): FlowSeen[] =>
	outbound
		.all()
		.filter( ( { when } ) => when !== null )
		.map( ( { name, object } ) => ( { name, object, active: true, triggerType: 'RecordAfterSave' } ) );
