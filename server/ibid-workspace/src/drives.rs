//! Drives: which are not connected, since what was on them is not gone (where one was mounted an empty folder stays, and
//! a link to it leads nowhere); and which tell nothing of what others change on them.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// The folders of `files`, up to those of `sources`, at which a drive is mounted.
pub(crate) fn mounts<'p>(
    files: impl Iterator<Item = &'p Path>,
    sources: &[PathBuf],
) -> impl Iterator<Item = PathBuf> {
    let mut folders = HashSet::new();
    for file in files {
        // Those above a folder that was met were met with it.
        within(file, sources)
            .skip(1)
            .take_while(|folder| folders.insert(folder.to_path_buf()))
            .for_each(drop);
    }
    folders.into_iter().filter(|folder| is_mounted(folder))
}

/// Where the drive is missing that `path` was on, if one is; `mounts` are the folders that had one.
pub(crate) fn missing<'p>(
    path: &'p Path,
    sources: &[PathBuf],
    mounts: &BTreeSet<PathBuf>,
) -> Option<&'p Path> {
    within(path, sources).find(|place| leads_nowhere(place) || mounts.contains(*place) && !is_mounted(place))
}

/// `path` and the folders that it lies in, up to that of `sources`.
fn within<'p>(path: &'p Path, sources: &[PathBuf]) -> impl Iterator<Item = &'p Path> {
    path.ancestors().take_while(|place| sources.iter().any(|folder| place.starts_with(folder)))
}

fn leads_nowhere(place: &Path) -> bool {
    place.is_symlink() && !place.exists()
}

/// Whether a drive is mounted at `folder`: what it lies in is on another one.
#[cfg(unix)]
fn is_mounted(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| std::fs::metadata(path).ok().map(|folder| folder.dev());
    device(folder).is_some_and(|own| device(&folder.join("..")).is_some_and(|above| above != own))
}

/// Elsewhere a folder goes with its drive.
#[cfg(not(unix))]
fn is_mounted(_: &Path) -> bool {
    false
}

/// Whether the system gives notice of all changes below `folder`. Of a network drive's, it knows only its own.
#[cfg(target_os = "linux")]
pub(crate) fn tells_of_changes(folder: &Path) -> bool {
    // By the numbers of Linux's `magic.h`, in order: NFS, SMB in three versions, Plan 9 (WSL and virtual machines), FUSE
    // (sshfs, rclone and their like), VirtualBox, VMware, Ceph, AFS in two kinds, Coda, Lustre, OCFS2, GFS2, NetWare.
    const SILENT: [u32; 16] = [
        0x6969,
        0x517B,
        0xFE53_4D42,
        0xFF53_4D42,
        0x0102_1997,
        0x6573_5546,
        0x786F_4256,
        0xBACB_ACBC,
        0x00C3_6400,
        0x5346_414F,
        0x6B41_4653,
        0x7375_7245,
        0x0BD0_0BD0,
        0x7461_636F,
        0x0116_1970,
        0x564C,
    ];
    // The number is one of 32 bits, however wide the system's field is.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    rustix::fs::statfs(folder).map_or(true, |system| !SILENT.contains(&(system.f_type as u32)))
}

/// Elsewhere, it is taken to: Windows tells of shared folders, too.
#[cfg(not(target_os = "linux"))]
pub(crate) fn tells_of_changes(_: &Path) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_drive_is_known_by_where_it_is_mounted() {
        let sources = [PathBuf::from("/proc")];
        let files = ["/proc/self/status", "/proc/version"].map(Path::new);
        let mounts: BTreeSet<PathBuf> = mounts(files.into_iter(), &sources).collect();
        assert_eq!(mounts, BTreeSet::from([PathBuf::from("/proc")]));
        assert_eq!(missing(Path::new("/proc/gone"), &sources, &mounts), None, "the drive is there");

        let folder = tempfile::tempdir().unwrap();
        let (drive, file) = (folder.path().join("drive"), folder.path().join("drive/papers/a.md"));
        let sources = [folder.path().to_owned()];
        let missing = |mounts: &[&Path]| {
            let mounts = mounts.iter().map(|folder| folder.to_path_buf()).collect();
            super::missing(&file, &sources, &mounts).map(Path::to_owned)
        };
        std::fs::create_dir(&drive).unwrap();
        assert_eq!(missing(&[]), None);
        assert_eq!(missing(&[&drive]), Some(drive.clone()), "an empty folder is left");
        std::fs::remove_dir(&drive).unwrap();
        assert_eq!(missing(&[&drive]), Some(drive.clone()), "nothing is left");
        std::os::unix::fs::symlink(folder.path().join("unplugged"), &drive).unwrap();
        assert_eq!(missing(&[]), Some(drive), "a link to nowhere is left");
    }

    #[test]
    fn a_drive_of_this_machine_tells_of_changes() {
        assert!(tells_of_changes(tempfile::tempdir().unwrap().path()));
    }
}
