import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Attention } from '../screens/attention';
import { Connect } from '../screens/connect';
import { Overrides } from '../screens/overrides';
import { Overview } from '../screens/overview';
import { RunDetail } from '../screens/run';
import { Runs } from '../screens/runs';
import { Settings } from '../screens/settings';
import { Shows } from '../screens/shows';
import { Why } from '../screens/why';
import { Worker } from '../screens/worker';
import type { Section } from './sections';

interface RouteContext {
	/** Null before the first organisation exists. */
	tenantId: number | null;
	onTenantsChange: () => void;
}

export interface Route {
	section: Section;
	title: string;
	render: ( context: RouteContext ) => ReactNode;
}

const ofTenant = ( render: ( tenantId: number ) => ReactNode ) =>
	function OfTenant( { tenantId }: RouteContext ) {
		return tenantId === null ? <NotConnected /> : render( tenantId );
	};

function NotConnected() {
	return (
		<EmptyState
			title={ __( 'Not connected yet', 'callboard' ) }
			text={ __( 'Connect Callboard to Salesforce, and your season appears on this site by itself.', 'callboard' ) }
		>
			<Link to="/connect" className="components-button is-primary">
				{ __( 'Connect to Salesforce', 'callboard' ) }
			</Link>
		</EmptyState>
	);
}

function Unknown() {
	return (
		<EmptyState title={ __( 'There is nothing here', 'callboard' ) } text={ __( 'The address may be old or mistyped.', 'callboard' ) }>
			<Link to="/">{ __( 'To the overview', 'callboard' ) }</Link>
		</EmptyState>
	);
}

export function findRoute( path: string ): Route {
	const run = /^\/runs\/(\d+)$/.exec( path );
	if ( run ) {
		const id = Number( run[ 1 ] );
		/* translators: %d: number of a run */
		return { section: 'history', title: sprintf( __( 'Sync %d', 'callboard' ), id ), render: () => <RunDetail key={ id } runId={ id } /> };
	}
	const record = /^\/why\/(\d+)\/([A-Za-z0-9]{15,18})$/.exec( path );
	if ( record || path === '/why' ) {
		const key = record ? { tenantId: Number( record[ 1 ] ), externalId: record[ 2 ] ?? '' } : null;
		return { section: 'why', title: __( 'Why is this show not on the page?', 'callboard' ), render: ofTenant( () => <Why recordKey={ key } /> ) };
	}
	switch ( path ) {
		case '/':
			return { section: 'overview', title: __( 'Overview', 'callboard' ), render: ofTenant( ( id ) => <Overview tenantId={ id } /> ) };
		case '/attention':
			return { section: 'attention', title: __( 'Needs attention', 'callboard' ), render: ofTenant( ( id ) => <Attention tenantId={ id } /> ) };
		case '/runs':
			return { section: 'history', title: __( 'History', 'callboard' ), render: ofTenant( ( id ) => <Runs tenantId={ id } /> ) };
		case '/connect':
			return {
				section: 'connect',
				title: __( 'Connection to Salesforce', 'callboard' ),
				render: ( { tenantId, onTenantsChange } ) => <Connect tenantId={ tenantId } onTenantsChange={ onTenantsChange } />,
			};
		case '/worker':
			return { section: 'worker', title: __( 'Sync worker', 'callboard' ), render: () => <Worker /> };
		case '/shows':
			return { section: 'shows', title: __( 'Shows', 'callboard' ), render: ofTenant( ( id ) => <Shows tenantId={ id } /> ) };
		case '/overrides':
			return {
				section: 'overrides',
				title: __( 'Fields taken back from Salesforce', 'callboard' ),
				render: ofTenant( ( id ) => <Overrides tenantId={ id } /> ),
			};
		case '/settings':
			return { section: 'settings', title: __( 'Settings', 'callboard' ), render: ofTenant( ( id ) => <Settings tenantId={ id } /> ) };
		default:
			return { section: 'overview', title: __( 'Not found', 'callboard' ), render: () => <Unknown /> };
	}
}
