import { makeId } from './ids';

interface RichImage {
	recordId: string;
	field: string;
	bytes: Buffer;
	type: string;
}

/** Pictures inside rich text: kept beside the row, never queryable (§13). */
export class RichImages {
	private readonly images = new Map< string, RichImage >();
	private counter = 0;

	add( image: RichImage ): string {
		const refid = makeId( '0EM', ++this.counter );
		this.images.set( refid, image );
		return refid;
	}

	find( refid: string ): RichImage | undefined {
		return this.images.get( refid );
	}

	clear(): void {
		this.images.clear();
		this.counter = 0;
	}
}

/** The element that Salesforce puts into the text (§13). */
export const imageElement = ( host: string, ids: { eid: string; feoid: string; refid: string } ): string =>
	`<img src="${ host }/servlet/rtaImage?eid=${ ids.eid }&amp;feoid=${ ids.feoid }&amp;refid=${ ids.refid }" alt="">`;
