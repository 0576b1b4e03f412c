using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>Runs code with the rights of a user who is not root, also when the tests run as root.</summary>
internal static partial class OrdinaryUser
{
    private const uint Nobody = 65534;

    /// <summary>Changes the rights of this thread alone, so the code must not be asynchronous.</summary>
    public static T Run<T>(Func<T> code)
    {
        var before = ChangeUser(Nobody);
        try
        {
            return code();
        }
        finally
        {
            _ = ChangeUser((uint)before);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int ChangeUser(uint user);
}
