namespace Infra.NixHost;

/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// var os = new OverlayDisk("os", new() { Image = image, Size = "20GiB" });
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// var guest = new NixGuest(
///     "web",
///     new()
///     {
///         Cpus = 2,
///         Memory = "2GiB",
///         MaxMemory = "4GiB",
///         Disks = { os },
///         Networks = { lan },
///     }
/// );
/// </code>
/// </example>
public sealed partial class NixGuest;
