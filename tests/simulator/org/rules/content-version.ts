import { badRequest } from '../../http/errors';
import type { Org } from '../org';
import type { Row, Values } from '../store';
import { factsOf, namesOf } from './file-facts';
import { addSystemRow, rowOf } from './system-rows';
import type { Draft, ObjectRules } from './index';

const versionsOf = ( org: Org, documentId: string ): Row[] =>
	org.store
		.table( 'ContentVersion' )
		.childrenOf( 'ContentDocumentId', documentId )
		.filter( ( row ) => ! row.deleted );

/** What a document shows of its latest version. */
const shown = ( { Title, FileType, FileExtension, ContentSize, Description }: Values ): Values => ( {
	Title: Title ?? null,
	FileType: FileType ?? null,
	FileExtension: FileExtension ?? null,
	ContentSize: ContentSize ?? null,
	Description: Description ?? null,
} );

function requireContent( values: Values ): void {
	const missing = [ 'VersionData', 'PathOnClient' ].filter( ( name ) => ( values[ name ] ?? null ) === null );
	if ( missing.length > 0 && ( values.ContentUrl ?? null ) === null ) {
		throw badRequest( 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${ missing.join( ', ' ) }]`, missing );
	}
	if ( ( values.ContentDocumentId ?? null ) !== null && ( values.FirstPublishLocationId ?? null ) !== null ) {
		throw badRequest( 'INVALID_FIELD_FOR_INSERT_UPDATE', 'FirstPublishLocationId is for the first version of a document only', [
			'FirstPublishLocationId',
		] );
	}
}

/** The first version of a file makes its document (§13). */
function documentFor( { org, actor, values }: Draft ): string {
	if ( typeof values.ContentDocumentId === 'string' ) {
		return values.ContentDocumentId;
	}
	const stamp = org.clock.stamp();
	const document = addSystemRow( org, actor, 'ContentDocument', { ...shown( values ), OwnerId: values.OwnerId ?? null, ContentModifiedDate: stamp } );
	addSystemRow( org, actor, 'ContentDocumentLink', { ContentDocumentId: document.id, LinkedEntityId: values.OwnerId ?? null, ShareType: 'I' } );
	if ( typeof values.FirstPublishLocationId === 'string' && values.FirstPublishLocationId !== values.OwnerId ) {
		const link = { ContentDocumentId: document.id, LinkedEntityId: values.FirstPublishLocationId, ShareType: 'V' };
		addSystemRow( org, actor, 'ContentDocumentLink', link );
	}
	return document.id;
}

function derive( draft: Draft ): void {
	const { org, actor, values, previous } = draft;
	if ( previous ) {
		return;
	}
	requireContent( values );
	const names = namesOf( String( values.PathOnClient ?? values.ContentUrl ) );
	const facts = factsOf( values.VersionData );
	Object.assign( values, {
		Title: values.Title ?? names.title,
		FileExtension: names.extension,
		FileType: values.ContentUrl ? 'LINK' : names.type,
		ContentSize: facts.size,
		ContentSizeLong: facts.size,
		Checksum: facts.checksum,
		IsLatest: true,
		PublishStatus: 'P',
		ContentModifiedDate: values.ContentModifiedDate ?? org.clock.stamp(),
		ContentModifiedById: actor.userId,
	} );
	values.ContentDocumentId = documentFor( draft );
	values.VersionNumber = String( Math.max( 0, ...versionsOf( org, values.ContentDocumentId ).map( ( row ) => Number( row.values.VersionNumber ) ) ) + 1 );
}

/** The older versions step back; of the stamps only those of the file move, never its parents' (§13). */
function follow( org: Org, id: string, after: Values ): void {
	const document = rowOf( org, 'ContentDocument', after.ContentDocumentId );
	if ( ! document || after.IsLatest !== true ) {
		return;
	}
	for ( const older of versionsOf( org, document.id ) ) {
		if ( older.id !== id && older.values.IsLatest === true ) {
			org.store.change( older, { values: { ...older.values, IsLatest: false, SystemModstamp: org.clock.stamp() } } );
		}
	}
	org.store.change( document, {
		values: {
			...document.values,
			...shown( after ),
			LatestPublishedVersionId: id,
			ContentModifiedDate: after.ContentModifiedDate ?? null,
			LastModifiedDate: after.LastModifiedDate ?? null,
			LastModifiedById: after.LastModifiedById ?? null,
			SystemModstamp: after.SystemModstamp ?? null,
		},
	} );
}

export const contentVersionRules: ObjectRules = {
	derive,
	follow: ( { org, id, after } ) => {
		if ( after ) {
			follow( org, id, after );
		}
	},
	refuseDelete: ( _org, _row, { along } ) => {
		if ( ! along ) {
			throw badRequest( 'DELETE_FAILED', 'A version cannot be deleted: delete its document', [] );
		}
	},
};
