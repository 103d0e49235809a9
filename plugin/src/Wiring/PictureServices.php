<?php
declare(strict_types=1);

namespace Callboard\Wiring;

use Callboard\Delivery\Attachments;
use Callboard\Delivery\Download;
use Callboard\Delivery\Images;
use Callboard\Delivery\MediaLibrary;
use Callboard\Delivery\PictureEffects;
use Callboard\Delivery\Pictures;
use Callboard\Delivery\PicturesInUse;
use Callboard\Delivery\RenewPictures;
use Callboard\Delivery\StoredPosts;
use Callboard\Delivery\SupersededPictures;
use Callboard\Delivery\TextImages;
use Callboard\Salesforce\Files;

defined( 'ABSPATH' ) || exit;

/** Pictures and files of the org, brought into the media library. */
trait PictureServices {
	public function pictures(): Pictures {
		return $this->once( Pictures::class, fn() => new Pictures( $this->db(), $this->clock() ) );
	}

	public function renew_pictures(): RenewPictures {
		return $this->once(
			RenewPictures::class,
			fn() => new RenewPictures(
				$this->db(),
				$this->clock(),
				$this->runnable_tenants(),
				$this->breaker(),
				new PicturesInUse( $this->db(), $this->mappings(), $this->standing_overrides() ),
				$this->pictures(),
				$this->files_of_orgs(),
				$this->effect_queue()
			)
		);
	}

	private function superseded_pictures(): SupersededPictures {
		return new SupersededPictures( $this->db() );
	}

	private function files_of_orgs(): Files {
		return new Files( $this->salesforce_tokens(), $this->calls_of_site() );
	}

	private function picture_effects(): PictureEffects {
		$files   = $this->files_of_orgs();
		$library = new MediaLibrary( $this->clock(), $this->pictures(), $files, new Download(), new Attachments( $this->db() ) );
		$in_text = new TextImages( $this->db(), $this->clock(), $this->ledger(), $this->mappings(), new StoredPosts( $this->db() ), $this->effect_queue(), $library, $files );
		$featured = new Images( $this->db(), $this->clock(), $this->ledger(), $this->mappings(), new StoredPosts( $this->db() ), $this->effect_queue(), $library, $this->pictures() );
		return new PictureEffects( $this->clock(), $this->ledger(), $this->run_items(), $featured, $in_text, $this->pictures(), $this->breaker(), $this->tenants(), $this->runnable_tenants() );
	}
}
