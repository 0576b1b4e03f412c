namespace Infra.NixHost;

/// <example>
/// <code>
/// var system = new NixSystem(
///     "web",
///     new()
///     {
///         Configuration = "guests",
///         Entry = "hosts/web",
///         HostName = "web",
///         Address = new GuestAddressArgs { Address = "192.168.1.12/24", Gateway = "192.168.1.1" },
///     }
/// );
/// </code>
/// </example>
public sealed partial class NixSystem;
