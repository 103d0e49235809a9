import { Button, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { FormEvent } from 'react';
import type { Subject } from '../../../sync-worker/src/contract/types';
import { fetchRecordSync, fetchWhyNot, findRecords, syncRecord, type RecordKey } from '../../api/records';
import { EmptyState } from '../../components/EmptyState';
import { FailureNotice } from '../../components/FailureNotice';
import { IncludeAgain } from '../../components/IncludeAgain';
import { Link } from '../../components/Link';
import { Loading } from '../../components/Loading';
import { modernMargin, modernSize } from '../../components/modern';
import { SyncShow } from '../../components/SyncShow';
import { useNavigation } from '../../store/contexts';
import { useResource } from '../../store/useResource';
import { Chain } from './Chain';
import { Sources } from './Sources';

const whyPath = ( { tenant_id: tenantId, external_id: externalId }: Pick< Subject, 'tenant_id' | 'external_id' > ) => `/why/${ tenantId }/${ externalId }`;

function Search( { query }: { query: string } ) {
	const { navigate } = useNavigation();
	const [ text, setText ] = useState( query );
	const submit = ( event: FormEvent ) => {
		event.preventDefault();
		navigate( '/why', { show: text.trim() } );
	};
	return (
		<form role="search" className="callboard-card" onSubmit={ submit }>
			<TextControl
				{ ...modernMargin }
				{ ...modernSize }
				label={ __( 'Which show?', 'callboard' ) }
				help={ __( 'A part of its title, its address on this site or in Salesforce, or its Salesforce id.', 'callboard' ) }
				value={ text }
				onChange={ setText }
			/>
			<Button type="submit" variant="primary" { ...modernSize } disabled={ text.trim() === '' } accessibleWhenDisabled>
				{ __( 'Find it', 'callboard' ) }
			</Button>
		</form>
	);
}

function Results( { query }: { query: string } ) {
	const { data, problem, reload } = useResource( `records/${ query }`, () => findRecords( query ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const [ only ] = data;
	if ( only === undefined ) {
		return (
			<EmptyState
				title={ __( 'Nothing is known by this', 'callboard' ) }
				text={ __( 'This site has never heard of it. With its Salesforce id, Salesforce itself is asked.', 'callboard' ) }
			/>
		);
	}
	if ( data.length === 1 ) {
		return <Record recordKey={ { tenantId: only.tenant_id, externalId: only.external_id } } />;
	}
	return (
		<section className="callboard-card">
			<h2>{ __( 'Which of these?', 'callboard' ) }</h2>
			<ul>
				{ data.map( ( subject ) => (
					<li key={ `${ subject.tenant_id }/${ subject.external_id }` }>
						<Link to={ whyPath( subject ) }>{ subject.title ?? subject.external_id }</Link>{ ' ' }
						<code className="callboard-small">{ subject.external_id }</code>
					</li>
				) ) }
			</ul>
		</section>
	);
}

/** The whole chain of one record, a sync of its own, and where its values come from. */
export function Record( { recordKey }: { recordKey: RecordKey } ) {
	const { tenantId, externalId } = recordKey;
	const { data, problem, reload } = useResource( `why/${ tenantId }/${ externalId }`, () => fetchWhyNot( recordKey ) );
	const [ syncs, setSyncs ] = useState( 0 );
	const onSynced = useCallback( () => {
		reload();
		setSyncs( ( number ) => number + 1 );
	}, [ reload ] );
	const ask = useCallback( () => syncRecord( { tenantId, externalId } ), [ tenantId, externalId ] );
	const tell = useCallback( ( askedMs: number ) => fetchRecordSync( { tenantId, externalId }, askedMs ), [ tenantId, externalId ] );
	return (
		<>
			<FailureNotice problem={ problem } onRetry={ reload } />
			{ data === null && ! problem && <Loading /> }
			{ data && (
				<>
					<p>
						<strong>{ data.subject.title ?? externalId }</strong> <code className="callboard-small">{ externalId }</code>
					</p>
					<Chain chain={ data } />
					<div className="callboard-buttons">
						{ data.subject.state === 'excluded' && (
							<IncludeAgain tenantId={ tenantId } externalId={ externalId } name={ data.subject.title ?? externalId } onDone={ reload } />
						) }
						<SyncShow ask={ ask } tell={ tell } onDone={ onSynced } />
					</div>
					{ data.subject.post_id !== null && <Sources key={ syncs } recordKey={ recordKey } onChange={ reload } /> }
				</>
			) }
		</>
	);
}

/** “Why is this show not on the page?”, and where each of its values comes from. */
export function Why( { recordKey }: { recordKey: RecordKey | null } ) {
	const { view } = useNavigation();
	const query = view.query.show ?? '';
	return (
		<>
			<Search key={ query } query={ query } />
			{ recordKey ? <Record recordKey={ recordKey } /> : query !== '' && <Results query={ query } /> }
		</>
	);
}
