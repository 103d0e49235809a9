import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Connection, ConnectionTest } from '../../../sync-worker/src/contract/types';
import { fetchConnection, testConnection } from '../../api/connection';
import { FailureNotice } from '../../components/FailureNotice';
import { Link } from '../../components/Link';
import { useAction } from '../../store/useAction';

interface Props {
	tenantId: number;
	connection: Connection | null;
	onTested: ( connection: Connection ) => void;
}

const number = ( value: number | null ) =>
	value === null ? __( 'not visible to this user', 'callboard' ) : new Intl.NumberFormat( document.documentElement.lang || 'en' ).format( value );

function answersOf( test: ConnectionTest ): [ string, string ][] {
	const kind = test.sandbox === null ? '–' : test.sandbox ? __( 'Sandbox', 'callboard' ) : __( 'Production', 'callboard' );
	return [
		[ __( 'Organisation', 'callboard' ), test.org_name ?? '–' ],
		[ __( 'Organisation id', 'callboard' ), test.org_id ?? '–' ],
		[ __( 'User', 'callboard' ), test.username ?? '–' ],
		[ __( 'Edition', 'callboard' ), test.edition ?? '–' ],
		[ __( 'Kind', 'callboard' ), kind ],
		[ __( 'API version', 'callboard' ), test.api_version ?? '–' ],
		[ __( 'API calls left today', 'callboard' ), number( test.api_calls_left ) ],
		[ __( 'Objects the user sees', 'callboard' ), number( test.objects_visible ) ],
	];
}

function Answers( { test }: { test: ConnectionTest } ) {
	return (
		<>
			<FailureNotice problem={ test.failure ?? null } />
			{ ! test.failure && (
				<>
					<Notice status={ test.ok ? 'success' : 'warning' } isDismissible={ false } className="callboard-notice">
						<p>{ test.ok ? __( 'Salesforce answers.', 'callboard' ) : __( 'Salesforce answers, but something is missing.', 'callboard' ) }</p>
					</Notice>
					<dl className="callboard-facts">
						{ answersOf( test ).map( ( [ name, value ] ) => (
							<div key={ name }>
								<dt>{ name }</dt>
								<dd>{ value }</dd>
							</div>
						) ) }
					</dl>
				</>
			) }
			{ test.missing.length > 0 && (
				<>
					<h3>{ __( 'Missing in Salesforce', 'callboard' ) }</h3>
					<ul className="callboard-list">
						{ test.missing.map( ( name ) => (
							<li key={ name }>{ name }</li>
						) ) }
					</ul>
				</>
			) }
		</>
	);
}

export function TestPanel( { tenantId, connection, onTested }: Props ) {
	const [ test, setTest ] = useState< ConnectionTest | null >( null );
	const ask = useAction(
		async () => {
			const answer = await testConnection( tenantId );
			return { answer, connection: await fetchConnection( tenantId ) };
		},
		( { answer, connection: fresh } ) => {
			setTest( answer );
			onTested( fresh );
		}
	);
	const canTest = connection !== null && connection.consumer_key !== '' && connection.has_private_key;
	return (
		<section className="callboard-card">
			<h2>{ __( '4. Test', 'callboard' ) }</h2>
			{ ! canTest && <p>{ __( 'Save a key, a consumer key and a user name first.', 'callboard' ) }</p> }
			<Button
				variant="secondary"
				isBusy={ ask.isBusy }
				disabled={ ask.isBusy || ! canTest }
				accessibleWhenDisabled
				onClick={ () => void ask.run() }
				__next40pxDefaultSize
			>
				{ __( 'Test connection', 'callboard' ) }
			</Button>
			<FailureNotice problem={ ask.problem } />
			{ test && <Answers test={ test } /> }
			{ test?.ok && (
				<p>
					<Link to="/shows">{ __( 'Next: choose what your shows are', 'callboard' ) }</Link>
				</p>
			) }
		</section>
	);
}
