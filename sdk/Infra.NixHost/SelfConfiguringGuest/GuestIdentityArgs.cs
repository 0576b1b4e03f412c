namespace Infra.NixHost;

public sealed partial class GuestIdentityArgs
{
    /// <summary>Returns the identity as the address of a guest.</summary>
    internal GuestAddressArgs ToAddress() =>
        new()
        {
            Address = Address,
            Gateway = Gateway,
            Dns = Dns,
        };
}
