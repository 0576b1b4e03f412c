namespace Infra.NixHost;

public sealed partial class SelfConfiguringGuestArgs
{
    /// <summary>
    /// A function that may change the inputs of the guest, such as disks, cards or the console. A change does what those inputs
    /// say. Programs in other languages have no such input. Default: none.
    /// </summary>
    public Action<NixGuestArgs>? ConfigureGuest { get; set; }
}
