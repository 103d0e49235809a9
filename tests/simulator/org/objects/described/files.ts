import { cascade } from '../../notation';
import type { SObject } from '../../schema';
import { DELETED, described, ID, OWNER, SEEN, STAMPS, WHAT } from './parts';

// §13; flags by §2.4.
const VERSION_FIELDS = `
	${ ID }
	ContentDocumentId:reference(18)/cnfsga →ContentDocument as ContentDocument
	IsLatest:boolean/dfsg
	ContentUrl:url(1333)/cunfs
	VersionNumber:string(20)/nfsga
	Title:string(255)/cunfsgaN
	Description:textarea(1000)/cun
	ReasonForChange:string(1000)/cun
	SharingOption:picklist(40)/cudfsgaR
	SharingPrivacy:picklist(40)/cudfsgaR
	PathOnClient:string(500)/cnfsga
	OwnerId:reference(18)/cudfsga →User as Owner
	${ STAMPS }
	${ DELETED }
	ContentModifiedDate:datetime/cunfsa
	ContentModifiedById:reference(18)/nfsga →User as ContentModifiedBy
	TagCsv:textarea(2000)/cun
	FileType:string(20)/nfsga
	PublishStatus:picklist(40)/fsga
	VersionData:base64/cn
	ContentSize:int{d9}/nfsga
	ContentSizeLong:double[18,0]/nfsa
	FileExtension:string(40)/nfsga
	FirstPublishLocationId:reference(18)/cnfsga →User,${ WHAT },Contact,Lead as FirstPublishLocation
	Origin:picklist(40)/cdfsgaR
	ContentLocation:picklist(40)/cdfsgaR
	Checksum:string(50)/nfsga
	IsMajorVersion:boolean/cdfsg
	IsAssetEnabled:boolean/cudfsg
	VersionDataUrl:url(255)/n
	MalwareScanStatus:picklist(40)/nfsgaR
`;

export const contentVersion = (): SObject =>
	described( { name: 'ContentVersion', labels: [ 'Content Version', 'Content Versions' ], keyPrefix: '068', undeletable: false }, VERSION_FIELDS, {
		values: {
			SharingOption: 'A* | R',
			SharingPrivacy: 'N* | P',
			PublishStatus: 'U* | P | R',
			Origin: 'C* | H',
			ContentLocation: 'S* | E | L',
			MalwareScanStatus: 'NotScanned* | Clean | Infected | ScanFailed',
		},
		children: { ContentDocumentId: cascade( 'ContentVersions' ) },
		more: { ContentUrl: { label: 'Content URL' }, VersionDataUrl: { label: 'Version Data URL' } },
	} );

const DOCUMENT_FIELDS = `
	${ ID }
	${ STAMPS }
	IsArchived:boolean/cdfsg
	ArchivedById:reference(18)/nfsga →User as ArchivedBy
	ArchivedDate:date/nfsga
	${ DELETED }
	${ OWNER }
	Title:string(255)/cufsgaN
	PublishStatus:picklist(40)/fsga
	LatestPublishedVersionId:reference(18)/nfsga →ContentVersion as LatestPublishedVersion
	Description:textarea(1000)/cun
	ContentSize:int{d9}/nfsga
	FileType:string(20)/nfsga
	FileExtension:string(40)/nfsga
	SharingOption:picklist(40)/cudfsgaR
	SharingPrivacy:picklist(40)/cudfsgaR
	ContentModifiedDate:datetime/nfsa
	${ SEEN }
`;

export const contentDocument = (): SObject =>
	described( { name: 'ContentDocument', labels: [ 'Content Document', 'Content Documents' ], keyPrefix: '069' }, DOCUMENT_FIELDS, {
		values: { PublishStatus: 'U | P* | R', SharingOption: 'A* | R', SharingPrivacy: 'N* | P' },
	} );

const LINK_FIELDS = `
	${ ID }
	LinkedEntityId:reference(18)/cfsga →User,Contact,Lead,Event,Task,Group,Organization,${ WHAT } as LinkedEntity
	ContentDocumentId:reference(18)/cfsga →ContentDocument as ContentDocument
	${ DELETED }
	SystemModstamp:datetime/dfsa
	ShareType:picklist(40)/cunfsgaR
	Visibility:picklist(40)/cundfsgaR
`;

export const contentDocumentLink = (): SObject =>
	described(
		{ name: 'ContentDocumentLink', labels: [ 'Content Document Link', 'Content Document Links' ], keyPrefix: '06A', undeletable: false },
		LINK_FIELDS,
		{
			values: { ShareType: 'V | C | I', Visibility: 'AllUsers* | InternalUsers | SharedUsers' },
			children: { LinkedEntityId: cascade( 'ContentDocumentLinks' ), ContentDocumentId: cascade( 'ContentDocumentLinks' ) },
		}
	);

const ATTACHMENT_FIELDS = `
	${ ID }
	${ DELETED }
	ParentId:reference(18)/cfsga →${ WHAT },Contact,Lead,Event,Task as Parent
	Name:string(255)/cufsgaN
	IsPrivate:boolean/cudfsg
	ContentType:string(120)/cunfsga
	BodyLength:int{d9}/nfsga
	Body:base64/cu
	${ OWNER }
	${ STAMPS }
	Description:textarea(500)/cun
`;

export const attachment = (): SObject =>
	described( { name: 'Attachment', labels: [ 'Attachment', 'Attachments' ], keyPrefix: '00P' }, ATTACHMENT_FIELDS, {
		children: { ParentId: cascade( 'Attachments' ) },
		more: { Name: { label: 'File Name' } },
	} );

const DOCUMENT_FILE_FIELDS = `
	${ ID }
	${ DELETED }
	Name:string(255)/cufsgaN
	DeveloperName:string(80)/cunfsga
	ContentType:string(120)/cunfsga
	Type:string(40)/cunfsga
	IsPublic:boolean/cudfsg
	BodyLength:int{d9}/nfsga
	Body:base64/cun
	Description:string(255)/cunfsga
	Keywords:string(255)/cunfsga
	${ STAMPS }
`;

/** Documents of old: a public one is a picture anybody may look at (§13). */
export const documentFile = (): SObject =>
	described( { name: 'Document', labels: [ 'Document', 'Documents' ], keyPrefix: '015' }, DOCUMENT_FILE_FIELDS, {
		more: { Name: { label: 'Document Name' } },
	} );
